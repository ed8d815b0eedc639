/** The procedures of Sala, until the generated contract takes the place of this file. */
import type {
  TRPCBuiltRouter,
  TRPCDefaultErrorShape,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
} from "@trpc/server";

export interface ClaimOwnership {
  readonly token: string;
  readonly member: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export interface MemberView {
  readonly member: string;
  readonly name: string;
  readonly email: string;
  readonly role: "reader" | "editor" | "owner";
  readonly slot: number;
  readonly joined: string;
}

export interface Invite {
  readonly invitation: string;
  readonly role: "reader" | "editor" | "owner";
  readonly note?: string;
}

export interface InvitationLink {
  readonly invitation: string;
  readonly token: string;
  readonly expires: string;
}

export interface RevokeInvitation {
  readonly invitation: string;
}

export interface Join {
  readonly token: string;
  readonly member: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export interface SignIn {
  readonly email: string;
  readonly password: string;
}

export interface Rename {
  readonly name: string;
}

export interface ChangePassword {
  readonly old: string;
  readonly new: string;
}

export interface ChangeRole {
  readonly member: string;
  readonly role: "reader" | "editor" | "owner";
}

export interface RemoveMember {
  readonly member: string;
}

export interface InstallationView {
  readonly claimed: boolean;
  readonly name: string;
  readonly version: string;
  readonly secure: boolean;
}

export interface LookAtInvitation {
  readonly token: string;
}

export interface InvitationPreview {
  readonly role: "reader" | "editor" | "owner";
  readonly inviter: string;
  readonly expires: string;
}

export interface InvitationView {
  readonly invitation: string;
  readonly role: "reader" | "editor" | "owner";
  readonly note: string;
  readonly created: string;
  readonly expires: string;
}

export interface SessionView {
  readonly session: string;
  readonly agent: string;
  readonly opened: string;
  readonly expires: string;
  readonly current: boolean;
}

export interface CreateWorkspace {
  readonly workspace: string;
  readonly name: string;
}

export interface WorkspaceView {
  readonly workspace: string;
  readonly name: string;
  readonly origin: "empty" | "sample" | "folder" | "git" | "archive";
  readonly state: "importing" | "ready" | "failed" | "archived";
  readonly trusted: boolean;
  readonly created: string;
  readonly branch: string;
  readonly description: string;
  readonly reason: string;
}

export interface CreateSample {
  readonly workspace: string;
}

export interface ImportGit {
  readonly workspace: string;
  readonly url: string;
  readonly name?: string;
}

export interface OpenFolder {
  readonly workspace: string;
  readonly path: string;
  readonly name?: string;
}

export interface RenameWorkspace {
  readonly workspace: string;
  readonly name: string;
}

export interface ArchiveWorkspace {
  readonly workspace: string;
}

export interface UnarchiveWorkspace {
  readonly workspace: string;
}

export interface TrustWorkspace {
  readonly workspace: string;
}

export interface CreateFile {
  readonly workspace: string;
  readonly path: string;
  readonly text?: string;
}

export interface EntryView {
  readonly path: string;
  readonly name: string;
  readonly kind: "file" | "folder" | "link";
  readonly size: number;
  readonly status: string;
  readonly ignored: boolean;
}

export interface CreateFolder {
  readonly workspace: string;
  readonly path: string;
}

export interface MoveEntry {
  readonly workspace: string;
  readonly source: string;
  readonly target: string;
}

export interface DeleteEntry {
  readonly workspace: string;
  readonly path: string;
  readonly deletion: string;
}

export interface RestoreEntry {
  readonly workspace: string;
  readonly deletion: string;
}

export interface MakeCommit {
  readonly workspace: string;
  readonly message: string;
  readonly paths?: readonly string[];
}

export interface CommitView {
  readonly commit: string;
  readonly summary: string;
  readonly body: string;
  readonly author: PersonView;
  readonly co_authors: readonly PersonView[];
  readonly at: string;
  readonly parents: readonly string[];
}

export interface PersonView {
  readonly name: string;
  readonly email: string;
}

export interface CreateBranch {
  readonly workspace: string;
  readonly name: string;
}

export interface BranchView {
  readonly name: string;
  readonly current: boolean;
  readonly remote: boolean;
  readonly head: string;
}

export interface SwitchBranch {
  readonly workspace: string;
  readonly name: string;
}

export interface ListWorkspaces {
  readonly archived?: boolean;
}

export interface GetWorkspace {
  readonly workspace: string;
}

export interface ListFolder {
  readonly workspace: string;
  readonly path?: string;
}

export interface ReadText {
  readonly workspace: string;
  readonly path: string;
}

export interface TextView {
  readonly path: string;
  readonly text: string;
  readonly digest: string;
  readonly size: number;
  readonly encoding: string;
  readonly bom: boolean;
  readonly newline: string;
  readonly editable: boolean;
  readonly reason: string;
}

export interface FindPaths {
  readonly workspace: string;
  readonly query?: string;
  readonly limit?: number;
}

export interface PathMatchView {
  readonly path: string;
  readonly positions: readonly number[];
}

export interface SearchText {
  readonly workspace: string;
  readonly query: string;
  readonly regex?: boolean;
  readonly case?: boolean;
  readonly word?: boolean;
  readonly folder?: string;
  readonly limit?: number;
}

export interface SearchView {
  readonly matches: readonly MatchView[];
  readonly files: number;
  readonly complete: boolean;
}

export interface MatchView {
  readonly path: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface GetStatus {
  readonly workspace: string;
}

export interface StatusView {
  readonly branch: string;
  readonly head: string;
  readonly ahead: number;
  readonly behind: number;
  readonly changes: readonly ChangeView[];
}

export interface ChangeView {
  readonly path: string;
  readonly status: string;
  readonly added: number;
  readonly removed: number;
}

export interface ListCommits {
  readonly workspace: string;
  readonly start?: string;
  readonly path?: string;
  readonly limit?: number;
}

export interface GetDiff {
  readonly workspace: string;
  readonly commit?: string;
  readonly path?: string;
}

export interface FileDiffView {
  readonly path: string;
  readonly old_path: string;
  readonly status: string;
  readonly binary: boolean;
  readonly added: number;
  readonly removed: number;
  readonly hunks: readonly HunkView[];
  readonly complete: boolean;
}

export interface HunkView {
  readonly header: string;
  readonly lines: readonly LineView[];
}

export interface LineView {
  readonly sign: string;
  readonly old: number;
  readonly new: number;
  readonly text: string;
}

export interface ListBranches {
  readonly workspace: string;
}

export type AppRouter = TRPCBuiltRouter<
  { ctx: object; meta: object; errorShape: TRPCDefaultErrorShape; transformer: false },
  {
    identity: {
      claimOwnership: TRPCMutationProcedure<{
        input: ClaimOwnership;
        output: MemberView;
        meta: object;
      }>;
      invite: TRPCMutationProcedure<{ input: Invite; output: InvitationLink; meta: object }>;
      revokeInvitation: TRPCMutationProcedure<{
        input: RevokeInvitation;
        output: null;
        meta: object;
      }>;
      join: TRPCMutationProcedure<{ input: Join; output: MemberView; meta: object }>;
      signIn: TRPCMutationProcedure<{ input: SignIn; output: MemberView; meta: object }>;
      signOut: TRPCMutationProcedure<{ input: void; output: null; meta: object }>;
      signOutEverywhere: TRPCMutationProcedure<{ input: void; output: null; meta: object }>;
      rename: TRPCMutationProcedure<{ input: Rename; output: MemberView; meta: object }>;
      changePassword: TRPCMutationProcedure<{ input: ChangePassword; output: null; meta: object }>;
      changeRole: TRPCMutationProcedure<{ input: ChangeRole; output: MemberView; meta: object }>;
      removeMember: TRPCMutationProcedure<{ input: RemoveMember; output: null; meta: object }>;
      lookAtInstallation: TRPCQueryProcedure<{
        input: void;
        output: InstallationView;
        meta: object;
      }>;
      lookAtInvitation: TRPCQueryProcedure<{
        input: LookAtInvitation;
        output: InvitationPreview;
        meta: object;
      }>;
      whoAmI: TRPCQueryProcedure<{ input: void; output: MemberView; meta: object }>;
      listMembers: TRPCQueryProcedure<{ input: void; output: readonly MemberView[]; meta: object }>;
      listInvitations: TRPCQueryProcedure<{
        input: void;
        output: readonly InvitationView[];
        meta: object;
      }>;
      listSessions: TRPCQueryProcedure<{
        input: void;
        output: readonly SessionView[];
        meta: object;
      }>;
    };
    workspace: {
      createWorkspace: TRPCMutationProcedure<{
        input: CreateWorkspace;
        output: WorkspaceView;
        meta: object;
      }>;
      createSample: TRPCMutationProcedure<{
        input: CreateSample;
        output: WorkspaceView;
        meta: object;
      }>;
      importGit: TRPCMutationProcedure<{ input: ImportGit; output: WorkspaceView; meta: object }>;
      openFolder: TRPCMutationProcedure<{ input: OpenFolder; output: WorkspaceView; meta: object }>;
      renameWorkspace: TRPCMutationProcedure<{
        input: RenameWorkspace;
        output: WorkspaceView;
        meta: object;
      }>;
      archiveWorkspace: TRPCMutationProcedure<{
        input: ArchiveWorkspace;
        output: null;
        meta: object;
      }>;
      unarchiveWorkspace: TRPCMutationProcedure<{
        input: UnarchiveWorkspace;
        output: null;
        meta: object;
      }>;
      trustWorkspace: TRPCMutationProcedure<{ input: TrustWorkspace; output: null; meta: object }>;
      createFile: TRPCMutationProcedure<{ input: CreateFile; output: EntryView; meta: object }>;
      createFolder: TRPCMutationProcedure<{ input: CreateFolder; output: EntryView; meta: object }>;
      moveEntry: TRPCMutationProcedure<{ input: MoveEntry; output: EntryView; meta: object }>;
      deleteEntry: TRPCMutationProcedure<{ input: DeleteEntry; output: null; meta: object }>;
      restoreEntry: TRPCMutationProcedure<{ input: RestoreEntry; output: EntryView; meta: object }>;
      makeCommit: TRPCMutationProcedure<{ input: MakeCommit; output: CommitView; meta: object }>;
      createBranch: TRPCMutationProcedure<{
        input: CreateBranch;
        output: BranchView;
        meta: object;
      }>;
      switchBranch: TRPCMutationProcedure<{
        input: SwitchBranch;
        output: BranchView;
        meta: object;
      }>;
      listWorkspaces: TRPCQueryProcedure<{
        input: ListWorkspaces | void;
        output: readonly WorkspaceView[];
        meta: object;
      }>;
      getWorkspace: TRPCQueryProcedure<{
        input: GetWorkspace;
        output: WorkspaceView;
        meta: object;
      }>;
      listFolder: TRPCQueryProcedure<{
        input: ListFolder;
        output: readonly EntryView[];
        meta: object;
      }>;
      readText: TRPCQueryProcedure<{ input: ReadText; output: TextView; meta: object }>;
      findPaths: TRPCQueryProcedure<{
        input: FindPaths;
        output: readonly PathMatchView[];
        meta: object;
      }>;
      searchText: TRPCQueryProcedure<{ input: SearchText; output: SearchView; meta: object }>;
      getStatus: TRPCQueryProcedure<{ input: GetStatus; output: StatusView; meta: object }>;
      listCommits: TRPCQueryProcedure<{
        input: ListCommits;
        output: readonly CommitView[];
        meta: object;
      }>;
      getDiff: TRPCQueryProcedure<{
        input: GetDiff;
        output: readonly FileDiffView[];
        meta: object;
      }>;
      listBranches: TRPCQueryProcedure<{
        input: ListBranches;
        output: readonly BranchView[];
        meta: object;
      }>;
    };
  }
>;
