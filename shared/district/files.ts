/**
 * Schemas and types of the district files (`resources/district/*.json`), version 1.
 * Positions are WGS-84 degrees as [lon, lat]. `resources/README.md` says what each file is for.
 */
import { z } from 'zod';

/** WGS-84 position, degrees, [lon, lat]. */
export const lonLatSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
export type LonLat = z.infer<typeof lonLatSchema>;

/** West, south, east, north in degrees. */
export const bboxSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export type Bbox = z.infer<typeof bboxSchema>;

export const bilingualSchema = z.object({ zh: z.string().min(1), en: z.string().min(1) });
export type Bilingual = z.infer<typeof bilingualSchema>;

const districtCodeSchema = z.string().regex(/^\d{6}$/);
const gridCodeSchema = z.string().regex(/^\d{9}(\d{3}(\d{2})?)?$/);
const unitGridCodeSchema = z.string().regex(/^\d{14}$/);
const communityCodeSchema = z.string().regex(/^\d{12}$/);

/** district.json: who and where the district is. */
export const districtInfoSchema = z.object({
  version: z.literal(1),
  name: bilingualSchema,
  code: districtCodeSchema,
  seed: z.number().int().nonnegative(),
  bbox: bboxSchema,
  centre: lonLatSchema,
  counts: z.object({
    streets: z.number().int(),
    communities: z.number().int(),
    unitGrids: z.number().int(),
    workers: z.number().int(),
    components: z.number().int(),
    buildings: z.number().int(),
  }),
});
export type DistrictInfo = z.infer<typeof districtInfoSchema>;

export const gridTierSchema = z.enum(['street', 'community', 'unit']);
export type GridTier = z.infer<typeof gridTierSchema>;

/** Properties of one grid. `parent` is the code of the tier above; for a street the 6-digit district code. */
export const gridPropertiesSchema = z
  .object({
    code: gridCodeSchema,
    parent: z.string().regex(/^\d{6,12}$/),
    tier: gridTierSchema,
    name: z.string().min(1),
  })
  .refine((grid) => grid.code.startsWith(grid.parent), { message: 'a grid code begins with its parent' });
export type GridProperties = z.infer<typeof gridPropertiesSchema>;

const ringSchema = z.array(lonLatSchema).min(4);

/** One grid of any tier: first ring outline (counter-clockwise), further rings holes; rings are closed. */
export const gridFeatureSchema = z.object({
  type: z.literal('Feature'),
  properties: gridPropertiesSchema,
  geometry: z.object({ type: z.literal('Polygon'), coordinates: z.array(ringSchema).min(1) }),
});
export type GridFeature = z.infer<typeof gridFeatureSchema>;

/** grids.geojson: all tiers, ordered street, community, unit, each by code. */
export const gridCollectionSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(gridFeatureSchema),
});
export type GridCollection = z.infer<typeof gridCollectionSchema>;

/** Street classes by index, as used by `edges`. */
export const STREET_CLASSES = ['main', 'secondary', 'lane'] as const;
export type StreetClass = (typeof STREET_CLASSES)[number];

const indexSchema = z.number().int().nonnegative();

/**
 * streets.json: the street network for walking; undirected and connected.
 * `edges` are [node, node, class index, name index]; `grids[].nodes` are the junctions and bends in or on the
 * border of one unit grid, and the edges between them connect them all.
 */
export const streetGraphSchema = z
  .object({
    version: z.literal(1),
    classes: z.array(z.enum(STREET_CLASSES)).length(STREET_CLASSES.length),
    names: z.array(bilingualSchema),
    nodes: z.array(lonLatSchema),
    edges: z.array(z.tuple([indexSchema, indexSchema, indexSchema, indexSchema])),
    grids: z.array(z.object({ code: unitGridCodeSchema, nodes: z.array(indexSchema).min(1) })),
  })
  .superRefine((graph, context) => {
    const bad = graph.edges.findIndex(
      ([a, b, street, name]) =>
        a >= graph.nodes.length ||
        b >= graph.nodes.length ||
        street >= graph.classes.length ||
        name >= graph.names.length,
    );
    if (bad >= 0) context.addIssue({ code: 'custom', message: `edge ${bad} points outside the file` });
  });
export type StreetGraph = z.infer<typeof streetGraphSchema>;

/** departments.json */
export const departmentSchema = z.object({
  code: z.string().regex(/^[a-z][a-z-]*$/),
  zh: z.string().min(1),
  en: z.string().min(1),
  /** where it sits; both or neither */
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
});
export type Department = z.infer<typeof departmentSchema>;
export const departmentsFileSchema = z.object({ version: z.literal(1), departments: z.array(departmentSchema) });
export type DepartmentsFile = z.infer<typeof departmentsFileSchema>;

/** One kind of component: the 4 digits (group + kind) that follow the district code, and who owns it. */
export const componentKindSchema = z.object({
  code: z.string().regex(/^\d{4}$/),
  zh: z.string().min(1),
  en: z.string().min(1),
  departmentCode: z.string().min(1),
});
export type ComponentKind = z.infer<typeof componentKindSchema>;

/** One fixed city thing (部件). Code: 6 district + 2 group + 2 kind + 6 serial. */
export const componentSchema = z.object({
  code: z.string().regex(/^\d{16}$/),
  name: z.string().min(1),
  departmentCode: z.string().min(1),
  gridCode: unitGridCodeSchema,
  lon: z.number(),
  lat: z.number(),
});
export type Component = z.infer<typeof componentSchema>;

/** components.json */
export const componentsFileSchema = z.object({
  version: z.literal(1),
  kinds: z.array(componentKindSchema),
  components: z.array(componentSchema),
});
export type ComponentsFile = z.infer<typeof componentsFileSchema>;

export const WORKER_ROLES = ['grid-worker', 'team-lead', 'specialist'] as const;
export type WorkerRole = (typeof WORKER_ROLES)[number];

/** A community's team of workers; `id` is "t" and the community's 12-digit code. */
export const teamSchema = z.object({
  id: z.string().regex(/^t\d{12}$/),
  communityCode: communityCodeSchema,
  zh: z.string().min(1),
  en: z.string().min(1),
});
export type Team = z.infer<typeof teamSchema>;

/** One worker. `index` counts from 0 and is the `workerIndex` of fleet frames; `id` is "w" and index + 1. */
export interface Worker {
  id: string;
  index: number;
  name: string;
  gridCode: string;
  role: WorkerRole;
  teamId: string;
  /** absent: none */
  skills?: string[];
}

/** workers.json as stored: row number = worker index; a row is [name, unit grid code, role index, team index, skill indices if any]. */
export const workersFileSchema = z
  .object({
    version: z.literal(1),
    roles: z.array(z.enum(WORKER_ROLES)).length(WORKER_ROLES.length),
    teams: z.array(teamSchema),
    /** named by the rows; files of before had none */
    skills: z.array(z.string().min(1).max(40)).default([]),
    rows: z.array(
      z.tuple([z.string().min(2), unitGridCodeSchema, indexSchema, indexSchema, z.array(indexSchema).optional()]),
    ),
  })
  .superRefine((file, context) => {
    const bad = file.rows.findIndex(
      ([, , role, team, skills = []]) =>
        role >= file.roles.length || team >= file.teams.length || skills.some((skill) => skill >= file.skills.length),
    );
    if (bad >= 0)
      context.addIssue({ code: 'custom', message: `worker row ${bad} names an unknown role, team or skill` });
  });
export type WorkersFile = z.infer<typeof workersFileSchema>;

/** workers.json as used: typed workers and teams. Parse with this to get objects instead of rows. */
export const workersSchema = workersFileSchema.transform((file): { teams: Team[]; workers: Worker[] } => ({
  teams: file.teams,
  workers: file.rows.map(([name, gridCode, role, team, skills], index) => ({
    id: workerId(index),
    index,
    name,
    gridCode,
    role: file.roles[role] ?? 'grid-worker',
    teamId: file.teams[team]?.id ?? '',
    ...(skills ? { skills: skills.map((skill) => file.skills[skill] ?? '') } : {}),
  })),
}));

/** The id of the worker with this index: 0 → "w00001". */
export function workerId(index: number): string {
  return `w${String(index + 1).padStart(5, '0')}`;
}
