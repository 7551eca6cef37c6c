"""Messages to people and programs outside: by webhook, e-mail, command or Atom file."""
