import { feedbackCounts, feedbackMarks, feedbackTexts, feedbackTickets, feedbackWaves } from "@/db/schema/feedback";
import { plusDays } from "@/lib/domain/day";
import { type Batch, batch } from "../put";
import { stream } from "../random";
import type { Attended } from "./held-certificates";
import type { Held } from "./held-people";
import { words2024 } from "./spring-2024";

const questions = ["content", "use", "organisation", "place"] as const;

/** What people said of each site once it was over; nothing of it belongs to anybody. */
export function heldFeedback({ own, organiserId, sites, blocks }: Held, attended: readonly Attended[]): Batch[] {
  const random = stream("meeting:spring-2024:feedback");
  const waves = sites.map((site, index) => ({
    row: { id: random.uuid(), ...own, siteId: site.id, closesOn: plusDays(site.endsOn, 14), decidedBy: organiserId },
    opened: random.shuffle(attended.filter((one) => one.site === site && one.registrationId)).slice(0, 38 - index * 6),
    words: words2024[index] ?? [],
    decidedAt: `${site.endsOn}T13:00:00+02:00`,
  }));
  const ofWave = (waveId: string) => ({ id: random.uuid(), ...own, waveId });
  return [
    batch(
      feedbackWaves,
      waves.map(({ row, decidedAt }) => ({ ...row, decidedAt })),
    ),
    batch(
      feedbackMarks,
      waves.flatMap(({ row, opened }) =>
        opened.map(({ registrationId }) => ({ ...ofWave(row.id), registrationId: registrationId ?? null })),
      ),
    ),
    // Not everybody who opened the form sent it.
    withHashes(
      batch(
        feedbackTickets,
        waves.flatMap(({ row, opened }) =>
          opened.slice(3).map(() => ({ ...ofWave(row.id), ticketHash: Buffer.alloc(0) })),
        ),
      ),
    ),
    batch(
      feedbackCounts,
      waves.flatMap(({ row, opened }) => counts(row.id, opened.length - 3)),
    ),
    batch(
      feedbackTexts,
      waves.flatMap(({ row, words }) => words.map((text) => ({ ...ofWave(row.id), text }))),
    ),
  ];

  function counts(waveId: string, answers: number) {
    const items = [
      ...questions.map((question) => ({ question, blockId: null })),
      ...blocks.map(({ id }) => ({ question: "block", blockId: id })),
    ];
    return items.flatMap((item) => {
      const scores = Array.from({ length: answers }, () => random.pick([5, 5, 5, 4, 4, 4, 4, 3, 3, 2] as const));
      return [1, 2, 3, 4, 5].map((score) => ({
        ...ofWave(waveId),
        ...item,
        score,
        n: scores.filter((given) => given === score).length,
      }));
    });
  }

  function withHashes({ rows, ...tickets }: Batch): Batch {
    const hash = () => `\\x${`${random.uuid()}${random.uuid()}`.replaceAll("-", "")}`;
    return { ...tickets, rows: rows.map((row) => ({ ...row, ticket_hash: hash() })) };
  }
}
