"""What a download handler raises. Apart from the handlers, which only a crawl loads: Scrapy's TLS takes 0.1 s of CPU."""


class BadCertificate(OSError):
    """The server's certificate is not valid for the host, or nobody whom the system trusts vouches for it."""
