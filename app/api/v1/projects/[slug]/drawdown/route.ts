import { drawdownByMonth } from "@/db/queries/drawdown";
import { listOccupancy } from "@/db/queries/occupancy";
import { findProject } from "@/db/queries/project";
import { answerProjectRead, asOfQuery } from "@/server/api";
import { drawdownAnswer } from "@/server/views/project-answer";

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params;
  return answerProjectRead(request, slug, asOfQuery, async (tx, { asOf }) => {
    const project = await findProject(tx, slug);
    if (!project) return null;
    const [months, posts] = await Promise.all([
      drawdownByMonth(tx, project.id, asOf),
      listOccupancy(tx, project.id, asOf),
    ]);
    return drawdownAnswer(project, months, posts, asOf);
  });
}
