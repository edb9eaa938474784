"""An import: begun with a file, its columns settled, its rows checked, applied as one and undone as one."""
