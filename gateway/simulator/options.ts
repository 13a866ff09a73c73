import { parseArgs } from 'node:util';
import { z } from 'zod';

const wholeNumber = (low: number, high: number) => z.coerce.number().int().min(low).max(high);
const number = (low: number, high: number) => z.coerce.number().min(low).max(high);

const optionsSchema = z.object({
  gateway: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:7200'),
  workers: wholeNumber(1, 20_000).default(300),
  /** skips the first workers of the roster, so that two simulators can share a district */
  first: wholeNumber(0, 19_999).default(0),
  seed: wholeNumber(0, 2 ** 32 - 1).default(1),
  /** reports per minute of the whole district */
  rate: number(0, 60_000).default(6),
  speed: number(0.01, 1000).default(1),
  /** seconds */
  'position-interval': number(0.2, 3600).default(5),
  /** new connections a second */
  ramp: number(1, 5000).default(200),
  'on-duty': number(0, 1).default(0.85),
  /** calls for help per hour of the whole district */
  sos: number(0, 3600).default(0),
  /** talks on the radio per hour of the whole district; some become calls for an answer, some are answered */
  radio: number(0, 360_000).default(0),
  password: z.string().min(1).default('demo'),
  /** folder of the district's files; the catalogue lies beside it */
  district: z.string().min(1).optional(),
  reliable: z.boolean().default(false),
  'think-ms': wholeNumber(0, 600_000).default(200),
  'dry-run': z.boolean().default(false),
  /** seconds between two lines of figures; 0 for none */
  stats: number(0, 3600).default(0),
});
export type SimulatorOptions = z.infer<typeof optionsSchema>;

export const USAGE = `npm run simulate -- [--gateway URL] [--workers N] [--seed S] [--rate R]
  --gateway URL            网关地址 (http://127.0.0.1:7200)
  --workers N              人数 1–20000 (300)      --first K   从第 K 名起 (0)
  --seed S                 随机种子 (1)
  --rate R                 全区每分钟上报数 (6)
  --speed F                人员加速倍数 (1)
  --position-interval S    定位间隔，秒 (5)
  --ramp N                 每秒新建连接数 (200)
  --on-duty SHARE          在岗比例 0–1 (0.85)
  --sos N                  全区每小时求助数 (0)
  --radio N                全区每小时对讲次数 (0)
  --reliable               人人立即接受并执行；--think-ms MS 每步思考时间 (200)
  --password P             演示账号密码 (demo)     --district DIR  示范区数据目录
  --dry-run                不连网关，只测自身开销    --stats S   每 S 秒打印计数`;

/** Reads the command line. Throws an Error in the user's words when an option is unknown or out of its range. */
export function readOptions(args: readonly string[]): SimulatorOptions {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      gateway: text,
      workers: text,
      first: text,
      seed: text,
      rate: text,
      speed: text,
      'position-interval': text,
      ramp: text,
      'on-duty': text,
      sos: text,
      radio: text,
      password: text,
      district: text,
      'think-ms': text,
      stats: text,
      reliable: flag,
      'dry-run': flag,
    },
  });
  const parsed = optionsSchema.safeParse(values);
  if (parsed.success) return { ...parsed.data, gateway: parsed.data.gateway.replace(/\/+$/, '') };
  const wrong = parsed.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`参数有误：${wrong.join('；')}`);
}
