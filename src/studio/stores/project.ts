/** Which drawing of this browser's is open in this tab, and whether this tab may change it. */
import { create } from 'zustand';

/** One tab at a time owns a drawing; others follow it, and change nothing. */
export type Role = 'owner' | 'follower';
interface ProjectState {
  readonly id: string;
  readonly role: Role;
  /** Of the text that was loaded or saved last. */
  readonly revision: number;
}
export const useProject = create<ProjectState>()(() => ({ id: '', role: 'owner', revision: 0 }));
export const projectNow = (): ProjectState => useProject.getState();
export const owned = (): boolean => useProject.getState().role === 'owner';
