import { useTranslations } from "next-intl";
import { type Address, withParams } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button-class";
import { Link } from "@/components/ui/link";
import type { MeetingSite } from "@/db/queries/meetings";
import type { Tally } from "@/db/queries/registrations";
import { attendeeRoles, type RegistrationFilter, registrationStates } from "@/lib/domain/registration";
import { tally } from "@/server/views/registrations";

type Props = {
  address: Address;
  filter: RegistrationFilter;
  counts: readonly Tally[];
  sites: readonly MeetingSite[];
};

/** What the list may be narrowed by: state, site and role. */
export function RegistrationFilters({ address, filter, counts, sites }: Props) {
  const t = useTranslations("registration");
  const rows = [
    {
      param: "state" as const,
      label: t("state"),
      choices: [
        ...registrationStates.map((value) => ({
          value,
          label: `${t(`states.${value}`)} (${tally(counts, value)})`,
        })),
        { value: "asked", label: t("states.asked") },
      ],
    },
    {
      param: "site" as const,
      label: t("site"),
      choices: [
        ...sites.map(({ code, name }) => ({ value: code, label: name })),
        { value: "any", label: t("desk.anySite") },
      ],
    },
    {
      param: "role" as const,
      label: t("role"),
      choices: attendeeRoles.map((value) => ({ value, label: t(`roles.${value}`) })),
    },
  ];
  return rows.map(({ param, label, choices }) => (
    <nav aria-label={label} className="no-print flex flex-wrap gap-2" key={param}>
      {[{ value: undefined, label: t("desk.all") }, ...choices].map((choice) => (
        <Link
          aria-current={filter[param] === choice.value || undefined}
          aria-label={choice.value === undefined ? `${label}: ${choice.label}` : undefined}
          className={buttonClass(filter[param] === choice.value ? "primary" : "secondary", "sm")}
          href={withParams(address, { [param]: choice.value, page: undefined })}
          key={choice.label}
          scroll={false}
        >
          {choice.label}
        </Link>
      ))}
    </nav>
  ));
}
