"""What site boilerplate looks like: tables of rows, each with lines that it takes and real text that it must leave."""
