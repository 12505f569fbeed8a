import { listActivityRecords } from "@/db/queries/project-records";
import { listQuery, pageOf, readCursor, reading, requireProject } from "@/lib/api";

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params;
  return reading(request, listQuery, async (tx, { asOf, cursor, limit }) => {
    const [rows] = await Promise.all([
      listActivityRecords(tx, slug, asOf, readCursor(cursor), limit + 1),
      requireProject(tx, slug),
    ]);
    return pageOf(rows, limit, (row) => row.happenedOn);
  });
}
