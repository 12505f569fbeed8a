import { listActivityRecords } from "@/db/queries/project-records";
import { activitiesQuery, answerProjectRead, pageOf, readCursor } from "@/server/api";

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params;
  return answerProjectRead(request, slug, activitiesQuery, async (tx, { asOf, cursor, limit, ...filter }) => {
    const rows = await listActivityRecords(tx, slug, asOf, readCursor(cursor), limit + 1, filter);
    return pageOf(rows, limit, (row) => row.happenedOn);
  });
}
