/* The same name as in SQLite, so that SQLite's own library can stand in where there is no compiler. */
int sqlite3_libversion_number(void) { return 3000042; }
