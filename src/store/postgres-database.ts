import { AppError } from "../domain/error.ts";
import type { Database, DatabaseOptions } from "./database.ts";

export async function openPostgres(_options: DatabaseOptions): Promise<Database> {
  throw new AppError("unavailable", "PostgreSQL databases cannot be opened by this version yet.");
}
