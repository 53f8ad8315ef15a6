/** A newer build that waits: `ready` changes to it. */
import { create } from 'zustand';

export const useUpdate = create<{ readonly ready: (() => void) | undefined }>()(() => ({ ready: undefined }));
