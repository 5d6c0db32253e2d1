"""How much CPU a request costs: a generated registry, the real server, and a load of its own operations."""
