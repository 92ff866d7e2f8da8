import { useEffect, useState } from 'preact/hooks';
import type { Customer } from '../../../client/operations.ts';

export type Selected = ReadonlyMap<string, Customer>;

const none: Selected = new Map();

/** What is selected: cleared by Escape and by a change of the filter, since what is out of sight must not be acted on. */
export function useSelection(filterKey: string, shown: readonly Customer[] | undefined) {
  const [selected, setSelected] = useState<Selected>(none);
  useEffect(() => setSelected(none), [filterKey]);
  useEffect(() => {
    const clear = (event: KeyboardEvent): void => {
      // In a dialog or a menu, Escape closes that.
      if (event.key !== 'Escape' || document.querySelector('dialog[open], :popover-open')) return;
      setSelected(none);
    };
    // Before the browser closes a menu by the same key.
    addEventListener('keydown', clear, { capture: true });
    return () => removeEventListener('keydown', clear, { capture: true });
  }, []);
  // A command goes by what the customer is now, not by what it was when it was selected.
  const fresh = new Map(shown?.map((one) => [one.customerTenantId, one]));
  return {
    selected,
    customers: [...selected].map(([id, customer]) => fresh.get(id) ?? customer),
    select: (customers: Iterable<Customer>) =>
      setSelected(new Map([...customers].map((one) => [one.customerTenantId, one]))),
    clear: () => setSelected(none),
  };
}
