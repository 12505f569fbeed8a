"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { FieldFrame, type FieldProps } from "@/components/ui/field";
import { useField } from "@/components/ui/form-context";

export type Found = { value: string; label: string; note?: string };
type SearchBoxProps = FieldProps & {
  defaultValue?: Found;
  /** What fits a text, asked after a moment's rest; throws nothing, an empty list is "nothing found". */
  find: (text: string) => Promise<readonly Found[]>;
};

/** One of thousands, found on the server by a part of its name. */
export function SearchBox({ defaultValue, find, ...props }: SearchBoxProps) {
  const t = useTranslations("common");
  const { id, error, aria } = useField(props.name, props.hint);
  const [text, setText] = useState(defaultValue?.label ?? "");
  const [chosen, setChosen] = useState(defaultValue);
  const [items, setItems] = useState<readonly Found[]>(defaultValue ? [defaultValue] : []);
  useEffect(() => {
    if (text.trim().length < 2 || text === chosen?.label) return;
    let stale = false;
    const wait = setTimeout(async () => {
      const found = await find(text);
      if (!stale) setItems(found);
    }, 200);
    return () => {
      stale = true;
      clearTimeout(wait);
    };
  }, [text, chosen, find]);
  const value = text.trim() === "" ? "" : (chosen?.value ?? "");
  return (
    <FieldFrame {...props} error={error} id={id}>
      <ComboBox
        allowsEmptyCollection
        aria-label={props.label}
        inputValue={text}
        items={items}
        menuTrigger="input"
        onInputChange={setText}
        onSelectionChange={(key) => {
          const found = items.find((item) => item.value === key);
          setChosen(found);
          if (found) setText(found.label);
        }}
        selectedKey={chosen?.value ?? null}
      >
        <Input {...aria} className="control" data-for={props.name} id={id} required={!props.optional} />
        <Popover className="max-h-80 w-(--trigger-width) overflow-auto rounded-md border border-line bg-card p-1 text-ink shadow-card">
          <ListBox
            className="outline-none"
            renderEmptyState={() => <p className="px-3 py-2 text-soft">{t("nothingFound")}</p>}
          >
            {(item: Found) => (
              <ListBoxItem
                className="flex min-h-10 thumb:min-h-11 cursor-pointer items-center justify-between gap-4 rounded-sm px-3 py-1.5 data-[focused]:bg-wash data-[selected]:font-medium"
                id={item.value}
                textValue={item.label}
              >
                {item.label}
                {item.note && <span className="text-sm text-soft">{item.note}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      <input name={props.name} readOnly type="hidden" value={value} />
    </FieldFrame>
  );
}
