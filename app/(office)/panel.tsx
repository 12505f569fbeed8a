import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { CommandForm, SubmitButton } from "@/components/ui/command-form";

type PanelProps = {
  title: ReactNode;
  name: string;
  fixed?: Readonly<Record<string, string | number | boolean>>;
  /** Where both saving and giving up lead. */
  back: string;
  submit: string;
  danger?: boolean;
  /** What giving up is called, where "cancel" would sound like the deed itself. */
  cancel?: string;
  /** Of its heading: 2 where it stands on the page itself, not in a card. */
  level?: 2 | 3;
  children?: ReactNode;
};

/** A form opened in its place on the page by the address, so that it works without scripts too. */
export function Panel({ title, name, fixed, back, submit, danger, cancel, level = 3, children }: PanelProps) {
  const t = useTranslations("settings");
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section aria-label={String(title)} className="my-3 border-link border-l-4 bg-wash px-4 py-4 sm:px-6" id="form">
      <Heading className="mb-3">{title}</Heading>
      <CommandForm fixed={fixed} name={name} redirectTo={back}>
        {children}
        <div className="flex flex-wrap gap-3">
          <SubmitButton variant={danger ? "danger" : "primary"}>{submit}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {cancel ?? t("cancel")}
          </LinkButton>
        </div>
      </CommandForm>
    </section>
  );
}
