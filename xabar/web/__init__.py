"""The web page over the records and the index: `xabar serve`. Addresses in, pages out; what they show comes from `xabar.app`."""
