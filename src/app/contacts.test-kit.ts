/** A store of people for tests: in memory, with the promises of the real one. */
import type { Contact, ContactStore } from '../call/keeping.ts';

export function memoryContacts(kept: readonly Contact[] = []): ContactStore {
  const contacts = new Map(kept.map((contact) => [contact.id, contact]));
  let next = contacts.size;
  return {
    list: async () => ({ state: 'kept', contacts: [...contacts.values()], damagedIds: [] }),
    async change(id, change) {
      const before = (id !== null && contacts.get(id)) || null;
      const draft = change(before);
      const recordId = id ?? String(next++).padStart(22, 'A');
      if (draft) contacts.set(recordId, { ...draft, id: recordId });
      else contacts.delete(recordId);
      return 'kept';
    },
  };
}
