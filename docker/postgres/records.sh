#!/bin/sh
# Make the database of the records and its owner, who owns nothing else and is no superuser (docs/postgresql.md). The
# image runs this once, while its data folder is empty.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --quiet <<'EOF'
\set password `cat "$XABAR_PASSWORD_FILE"`
CREATE ROLE xabar LOGIN PASSWORD :'password';
CREATE DATABASE xabar OWNER xabar ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE xabar FROM PUBLIC;
EOF
