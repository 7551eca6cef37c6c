"""One command a file. Each file has a function `command`; its name is the command's name."""
