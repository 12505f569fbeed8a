import { useTranslations } from "next-intl";
import { type Address, withParams } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button-class";
import { Link } from "@/components/ui/link";
import type { PersonRow } from "@/db/queries/people";
import { userStates } from "@/lib/domain/user";

/** The list narrowed to those let in, invited, or out; each with how many there are. */
export function StateLinks({ people, address }: { people: readonly PersonRow[]; address: Address }) {
  const t = useTranslations("people");
  const items = [
    { value: undefined, label: t("allStates"), count: people.length },
    ...userStates.map((value) => ({
      value,
      label: t(`states.${value}`),
      count: people.filter(({ state }) => state === value).length,
    })),
  ];
  return (
    <nav aria-label={t("byState")} className="no-print flex flex-wrap gap-2 px-4 pb-4 sm:px-6">
      {items.map(({ value, label, count }) => (
        <Link
          aria-current={address.params.state === value || undefined}
          className={buttonClass(address.params.state === value ? "primary" : "secondary", "sm")}
          href={withParams(address, { state: value })}
          key={label}
          scroll={false}
        >
          {label} ({count})
        </Link>
      ))}
    </nav>
  );
}
