import { expect, test } from "vitest";
import type { Effect } from "../../../domain/effect.ts";
import { loadSyntaxParsers } from "../../../platform/syntax-parsers.ts";
import { classifyCommand } from "../classify.ts";

const parsers = await loadSyntaxParsers();

const ROWS: Readonly<Partial<Record<Effect, readonly string[]>>> = {
  observe: [
    "mysql -e 'SHOW PROCESSLIST'",
    "mysql -u app -p -h db -e \"SHOW GLOBAL STATUS LIKE 'Threads%'\"",
    String.raw`mysql -e 'SHOW REPLICA STATUS\G'`,
    "mysql -e 'SELECT count(*) FROM `orders`'",
    "mysql <<EOF\nSHOW DATABASES;\nEOF",
    "MYSQL_PWD=$PASSWORD mysql -e 'SHOW TABLES'",
    "mongosh --eval 'rs.status()'",
    "mongosh --quiet --eval 'printjson(db.serverStatus().connections)'",
    "mongosh --eval 'db.adminCommand({ping: 1})'",
    "psql <<EOF\nSELECT count(*) FROM orders;\nSELECT now();\nEOF",
    "psql <<< 'SELECT 1'",
    "PGPASSWORD=$DB_PASSWORD psql -c 'SELECT count(*) FROM orders'",
    "PGPASSWORD=<password> psql -c 'SELECT 1'",
    "psql -c 'SELECT attname, n_distinct FROM pg_stats'",
    "mysqladmin status",
    "kubectl exec db-0 -- psql <<EOF\nSELECT 1;\nEOF",
  ],
  reveal: [
    "mysql -psecret -e 'SHOW TABLES'",
    "mysql -e 'SHOW GRANTS FOR app'",
    "mysql -e 'SELECT user, authentication_string FROM mysql.user'",
    "mysql -e 'SELECT * FROM orders'",
    "mongosh 'mongodb://app:secret@db/shop' --eval 'rs.status()'",
    "mongosh -u a -p secret --eval 'rs.status()'",
    "PGPASSWORD=secret psql -c 'SELECT 1'",
    "psql -c 'SELECT * FROM pg_stats'",
    "psql -c 'SELECT most_common_vals FROM pg_stats'",
  ],
  change: [
    "psql <<EOF\nSELECT $(cat a);\nEOF",
    "mysql -e 'SELECT 1 /*! ; DROP TABLE a */'",
    "mysql -e 'KILL 12'",
    "mysql -e 'SHOW TABLES; DROP TABLE a'",
    "mysql < dump.sql",
    "mysql -e 'STOP REPLICA'",
    "mongosh --eval 'db.orders.drop()'",
    "mongosh --eval 'rs.stepDown()'",
    "psql <<EOF\nSELECT pg_terminate_backend(1);\nEOF",
    String.raw`psql <<EOF
CREATE DATABASE a;
\c a
EOF`,
    "gunzip < a.gz | psql -d shop",
    "kubectl exec db-0 -- psql <<EOF\nDROP TABLE a;\nEOF",
    "mysqladmin shutdown",
    "clickhouse-client --query 'DROP TABLE a'",
    "sqlite3 a.db 'DELETE FROM b'",
  ],
  manual: ["mysql", "mysql -u root -p", "mongosh", "sqlite3 a.db", "clickhouse-client"],
  unknown: [
    "mysql -e 'SELECT sleep(10)'",
    "mysql -e \"SELECT load_file('/etc/passwd')\"",
    "mysql -e 'SELECT 1--1'",
    "mysql -e 'not sql'",
    "mysql --defaults-file=a -e 'SHOW TABLES'",
    'mysql -e "$QUERY"',
    "mongosh --eval 'db.serverStatus(load(\"a.js\"))'",
    "mongosh --eval 'while(true){}'",
    "mongosh script.js --eval 'rs.status()'",
    String.raw`psql <<EOF
\x
EOF`,
  ],
};

test.each(
  Object.entries(ROWS).flatMap(([effect, commands]) =>
    commands.map((command) => [effect, command]),
  ),
)("%s: %s", (effect, command) => {
  expect(classifyCommand(command, parsers)).toMatchObject({ effect });
});
