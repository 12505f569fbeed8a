import postgres from "postgres";

const sql = postgres(process.env.FLOOR_DATABASE_URL ?? "", { max: 10 });

/** A route handler with one single-row query by primary key, and nothing else. */
export async function GET(): Promise<Response> {
  const [row] = await sql`select code, name from municipalities where code = ${"560286"}`;
  return Response.json(row);
}
