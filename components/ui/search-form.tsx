import { type Address, param } from "./address";
import { Button } from "./button";
import { FilterForm } from "./filter-form";
import { TextField } from "./text-field";

type Props = { address: Address; label: string; submit: string };

/** A search in the texts of a list (`?q=`); what else the list is narrowed by stays, where it had come to does not. */
export function SearchForm({ address, label, submit }: Props) {
  const kept = Object.keys(address.params).filter((key) => key !== "q" && key !== "before");
  return (
    <FilterForm action={address.path}>
      {kept.map((key) => {
        const value = param(address, key);
        return value && <input key={key} name={key} type="hidden" value={value} />;
      })}
      <TextField
        defaultValue={param(address, "q")}
        label={label}
        maxLength={100}
        name="q"
        required={false}
        type="search"
      />
      <div className="flex items-end">
        <Button icon="search" type="submit" variant="secondary">
          {submit}
        </Button>
      </div>
    </FilterForm>
  );
}
