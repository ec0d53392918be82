"""Item models of the tables: ids in view order, and rows read when they are painted."""
