"""The demo: small fakes of real news sites, served on this machine."""
