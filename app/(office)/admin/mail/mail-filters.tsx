import { withParams } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button-class";
import { Link } from "@/components/ui/link";
import type { MailPage } from "@/db/queries/outbox";
import { type MailFilter, mailStates } from "@/lib/domain/mail";
import { mailWords } from "./mail-words";

/** What the list may be narrowed by: states with their counts, and kinds of mail. */
export async function MailFilters({ filter, mails }: { filter: MailFilter; mails: MailPage }) {
  const { t, template } = await mailWords();
  const address = { path: "/admin/mail", params: { state: filter.state, template: filter.template, q: filter.q } };
  const all = mailStates.reduce((sum, state) => sum + (mails.states[state] ?? 0), 0);
  const states = [
    { value: undefined, label: t("all"), count: all },
    ...mailStates.map((value) => ({ value, label: t(`states.${value}`), count: mails.states[value] ?? 0 })),
  ];
  const kinds = [
    { value: undefined, label: t("allKinds") },
    ...mails.templates.map((value) => ({ value, label: template(value) })),
  ];
  const look = (on: boolean) => buttonClass(on ? "primary" : "secondary", "sm");
  return (
    <div className="no-print flex flex-col gap-3 px-4 pb-4 sm:px-6">
      <nav aria-label={t("byState")} className="flex flex-wrap gap-2">
        {states.map(({ value, label, count }) => (
          <Link
            aria-current={filter.state === value || undefined}
            className={look(filter.state === value)}
            href={withParams(address, { state: value })}
            key={label}
            scroll={false}
          >
            {label} ({count})
          </Link>
        ))}
      </nav>
      {mails.templates.length > 1 && (
        <nav aria-label={t("byKind")} className="flex flex-wrap gap-2">
          {kinds.map(({ value, label }) => (
            <Link
              aria-current={filter.template === value || undefined}
              className={look(filter.template === value)}
              href={withParams(address, { template: value })}
              key={label}
              scroll={false}
            >
              {label}
            </Link>
          ))}
        </nav>
      )}
    </div>
  );
}
