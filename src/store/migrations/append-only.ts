import type { DialectName } from "../statement.ts";

export interface AppendOnlyRule {
  readonly table: string;
  /** Columns that tell one sequence from another; none for a table that is one sequence. */
  readonly sequenceOf: string | null;
  /** A further condition on a new row (`new`) and the last one (`last`) that refuses it, as SQL. */
  readonly alsoRefused?: string;
}

/**
 * Triggers that keep a table append-only: no update, no delete, no truncation, and each new row takes the
 * next number of its sequence at an instant not before the last one's. Released migrations depend on
 * this text: add beside it, never change it.
 */
export function appendOnlyTriggers(dialect: DialectName, rule: AppendOnlyRule): string[] {
  return dialect === "sqlite" ? sqliteTriggers(rule) : postgresTriggers(rule);
}

function refusal(rule: AppendOnlyRule): string {
  const also = rule.alsoRefused === undefined ? "" : ` or (${rule.alsoRefused})`;
  return `new.seq <> coalesce(last.seq, 0) + 1 or new.at < coalesce(last.at, new.at)${also}`;
}

function lastRow({ table, sequenceOf }: AppendOnlyRule): string {
  const same = sequenceOf === null ? "" : ` where ${sequenceOf} = new.${sequenceOf}`;
  return `from ${table}${same} order by seq desc limit 1`;
}

function sqliteTriggers(rule: AppendOnlyRule): string[] {
  const { table } = rule;
  // The outer join gives a row of nulls where the sequence has none yet.
  const last = `(select 1) left join (select * ${lastRow(rule)}) as last on true`;
  return [
    `create trigger ${table}_next before insert on ${table}
     when (select ${refusal(rule)} from ${last})
     begin select raise(abort, '${table}: not the next entry'); end`,
    ...["update", "delete"].map(
      (verb) => `create trigger ${table}_no_${verb} before ${verb} on ${table}
     begin select raise(abort, '${table} is append-only'); end`,
    ),
  ];
}

function postgresTriggers(rule: AppendOnlyRule): string[] {
  const { table } = rule;
  // 23001 is restrict_violation.
  return [
    `create function ${table}_next() returns trigger language plpgsql as $$
     declare last ${table}%rowtype;
     begin
       select * into last ${lastRow(rule)};
       if ${refusal(rule)} then
         raise exception '${table}: not the next entry' using errcode = '23001';
       end if;
       return new;
     end $$`,
    `create trigger ${table}_next before insert on ${table}
     for each row execute function ${table}_next()`,
    `create function ${table}_append_only() returns trigger language plpgsql as $$
     begin raise exception '${table} is append-only' using errcode = '23001'; end $$`,
    `create trigger ${table}_append_only before update or delete or truncate on ${table}
     for each statement execute function ${table}_append_only()`,
  ];
}
