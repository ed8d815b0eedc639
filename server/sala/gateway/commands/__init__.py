"""The commands of `python -m sala` that belong to the gateway: serve, call, contracts."""
