"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { FieldFrame, type FieldProps } from "@/components/ui/field";
import { useField } from "@/components/ui/form-context";
import { Icon } from "@/components/ui/icon";
import type { Choice } from "@/components/ui/text-field";

type ComboboxProps = FieldProps & {
  options: readonly (Choice & { note?: string })[];
  defaultValue?: string;
  onValue?: (value: string | undefined) => void;
};

/**
 * One of many, found by typing a part of its words with or without diacritics. For up to about fifteen choices use
 * `Select`: this one brings React Aria to the page.
 */
export function Combobox({ options, defaultValue, onValue, ...props }: ComboboxProps) {
  const t = useTranslations("common");
  const { id, error, aria } = useField(props.name, props.hint);
  const [value, setValue] = useState(defaultValue ?? "");
  return (
    <FieldFrame {...props} error={error} id={id}>
      <ComboBox
        allowsEmptyCollection
        aria-label={props.label}
        defaultFilter={(text, asked) => plain(text).includes(plain(asked))}
        defaultItems={options}
        defaultSelectedKey={defaultValue}
        menuTrigger="focus"
        onSelectionChange={(key) => {
          setValue(key === null ? "" : String(key));
          onValue?.(key === null ? undefined : String(key));
        }}
      >
        <span className="relative block">
          <Input {...aria} className="control pr-12" data-for={props.name} id={id} required={!props.optional} />
          <Button className="absolute top-1 right-1 grid size-9 cursor-pointer place-items-center rounded-sm text-soft hover:bg-wash">
            <Icon name="down" />
          </Button>
        </span>
        <Popover className="w-(--trigger-width) overflow-auto rounded-md border border-line bg-card p-1 text-ink shadow-card">
          <ListBox
            className="outline-none"
            renderEmptyState={() => <p className="px-3 py-2 text-soft">{t("nothingFound")}</p>}
          >
            {(option: Choice & { note?: string }) => (
              <ListBoxItem
                className="flex min-h-10 thumb:min-h-11 cursor-pointer items-center justify-between gap-4 rounded-sm px-3 py-1.5 data-[focused]:bg-wash data-[selected]:font-medium"
                id={option.value}
                textValue={option.label}
              >
                {option.label}
                {option.note && <span className="text-sm text-soft">{option.note}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      <input name={props.name} readOnly type="hidden" value={value} />
    </FieldFrame>
  );
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
