import { actorName, Changes, deed, historyWords } from "@/app/(office)/changes";
import { EmptyState } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import type { AuditEntry, History } from "@/db/queries/history";
import { instant } from "@/lib/format";

/**
 * The history of one record, newest first: one block a transaction with who, when and by which action, below it what
 * changed. Fed by `recordHistory(tx, table, id)`; put it under a heading "Historie" (messages `history.title`).
 */
export async function RecordHistory({ history }: { history: History }) {
  const words = await historyWords();
  if (history.entries.length === 0) return <EmptyState icon="history" title={words.history.none} />;
  return (
    <ol className="flex flex-col">
      {byTransaction(history.entries).map(([first, ...rest]) => (
        <li className="border-l-2 border-line pb-5 pl-4 last:pb-0" key={first.transactionId}>
          <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <time className="font-medium" dateTime={first.at}>
              {instant(first.at, words.locale)}
            </time>
            <span>{actorName(first, words)}</span>
            {first.action && <Badge>{words.actions[first.action] ?? first.action}</Badge>}
          </p>
          {[first, ...rest].map((entry) => (
            <div className="mt-1.5" key={entry.id}>
              <p className="text-sm font-medium">{deed(entry, history.references, words)}</p>
              <Changes entry={entry} references={history.references} words={words} />
            </div>
          ))}
        </li>
      ))}
    </ol>
  );
}

function byTransaction(entries: readonly AuditEntry[]): [AuditEntry, ...AuditEntry[]][] {
  const groups: [AuditEntry, ...AuditEntry[]][] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last && last[0].transactionId === entry.transactionId) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
}
