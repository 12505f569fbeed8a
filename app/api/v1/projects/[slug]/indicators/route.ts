import { indicatorValues } from "@/db/queries/indicator-values";
import { asOfQuery, reading, requireProject } from "@/lib/api";
import { indicatorAnswer } from "@/lib/project-answer";

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params;
  return reading(request, asOfQuery, async (tx, { asOf }) => {
    const values = await indicatorValues(tx, await requireProject(tx, slug), asOf);
    return { asOf, items: values.map(indicatorAnswer), nextCursor: null };
  });
}
