"""Field visits: a plugin that comes from outside Kopukm's tree, as any other office might write one."""
