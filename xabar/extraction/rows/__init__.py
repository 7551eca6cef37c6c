"""What site furniture looks like: tables of rows, each with lines that it takes and real text that it must leave."""
