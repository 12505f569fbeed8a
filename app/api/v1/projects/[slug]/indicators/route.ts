import { indicatorValues } from "@/db/queries/indicator-values";
import { projectId } from "@/db/queries/project-records";
import { answerProjectRead, asOfQuery } from "@/server/api";
import { indicatorAnswer } from "@/server/views/project-answer";

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params;
  return answerProjectRead(request, slug, asOfQuery, async (tx, { asOf }) => {
    const id = await projectId(tx, slug);
    if (!id) return null;
    const values = await indicatorValues(tx, id, asOf);
    return { asOf, items: values.map(indicatorAnswer), nextCursor: null };
  });
}
