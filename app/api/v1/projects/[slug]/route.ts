import { projectSummaries } from "@/db/queries/project-summary";
import { answerProjectRead, asOfQuery } from "@/server/api";
import { projectAnswer } from "@/server/views/project-answer";

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params;
  return answerProjectRead(request, slug, asOfQuery, async (tx, { asOf }) => {
    const [found] = await projectSummaries(tx, asOf, { slug });
    return found ? projectAnswer(found, asOf) : null;
  });
}
