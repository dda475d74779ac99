import { JobProcessor } from '#messaging';
import type { EndCourses } from '../../application/end-courses.js';

/** Completes lines whose course is over. */
export class PrescriptionsProcessor extends JobProcessor {
  override readonly queue = 'pharmacy.prescriptions';
  override readonly schedules = [{ id: 'end-courses', every: 60_000 }];

  constructor(private readonly endCourses: EndCourses) {
    super();
  }

  override process(): Promise<void> {
    return this.endCourses.execute();
  }
}
