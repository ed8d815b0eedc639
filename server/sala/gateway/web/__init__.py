"""The web app behind the gateway: its process, the proxy to it, and the page shown without it."""
