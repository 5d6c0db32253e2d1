"""A small plugin for tests: community gardens. `docs/plugins/hooks.md` quotes its hook implementations."""
