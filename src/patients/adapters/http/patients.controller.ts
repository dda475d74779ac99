import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { NotFound } from '#kernel';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  Operation,
  OwnRecord,
  type Page,
  pageOf,
  PathId,
  Permission,
  Reads,
  RequiredIfMatch,
  Tag,
  Writes,
} from '#http';
import { ChangePatient } from '../../application/change-patient.js';
import { RegisterPatient } from '../../application/register-patient.js';
import type { Patient } from '../../domain/patient.js';
import type { PatientDetails } from '../../domain/patient-details.js';
import { PatientSearch } from '../persistence/patient-search.query.js';
import type { FoundPatient, PatientCriteria } from '../persistence/search-criteria.js';
import { PatientQuery, type PatientView } from '../persistence/patient.query.js';
import { mergePatch } from './merge-patch.js';
import {
  ChangePatientBody,
  FindPatientsQuery,
  FoundPatientAnswer,
  PatientAnswer,
  RegisterPatientBody,
  SearchPatientsBody,
} from './patients.dto.js';

const REFUSALS = { 409: ['possible-duplicate', 'identifier-taken'], 422: ['invalid-details'] } as const;
const ORDER = ['text', 'text', 'uuid'] as const;

@Tag('Patients', 'Who the patients are and how to reach them.')
@Controller('patients')
export class PatientsController {
  constructor(
    private readonly register: RegisterPatient,
    private readonly change: ChangePatient,
    private readonly patient: PatientQuery,
    private readonly search: PatientSearch,
  ) {}

  @Post()
  @Permission('patient:register')
  @Writes('patient.register')
  @Operation({
    summary: 'Register a patient',
    description: 'Somebody of the same name, birth date and sex: 409 `possible-duplicate` with `candidates`.',
    answer: PatientAnswer,
    errors: { ...REFUSALS, 422: ['invalid-details', 'unknown-facility'] },
  })
  async registerPatient(@Body() { facilityId, acceptDuplicate, ...given }: RegisterPatientBody): Promise<PatientView> {
    return viewOf(await this.register.execute({ details: withLists(given), facilityId, acceptDuplicate }));
  }

  @Get()
  @Permission('patient:find')
  @Reads('patient.search')
  @Operation({
    summary: 'Find patients',
    description: 'In the order of the words that matched. Where few match, names with one typing slip follow on the first page.',
    page: FoundPatientAnswer,
    counted: true,
  })
  findPatients(@Query() { count, ...criteria }: FindPatientsQuery): Promise<Page<FoundPatientAnswer>> {
    return this.found({ ...criteria, count: count === 'true' });
  }

  @Post('search')
  @Permission('patient:find')
  @Reads('patient.search')
  @Operation({ summary: 'Find patients by criteria in the body', page: FoundPatientAnswer, counted: true, status: 200 })
  searchPatients(@Body() body: SearchPatientsBody): Promise<Page<FoundPatientAnswer>> {
    return this.found(body);
  }

  @Get(':id')
  @Permission('patient:find')
  @OwnRecord()
  @Reads('patient.read')
  @Operation({ summary: 'Read a patient', answer: PatientAnswer })
  async readPatient(@CurrentCaller() caller: Caller, @PathId('patient') id: string): Promise<PatientView> {
    const patient = isVisible(id, caller) ? await this.patient.byId(id) : undefined;
    if (!patient) throw new NotFound('patient');
    return patient;
  }

  @Patch(':id')
  @Permission('patient:change')
  @Writes('patient.change')
  @Operation({
    summary: 'Change what is known of a patient',
    answer: PatientAnswer,
    errors: { ...REFUSALS, 409: [...REFUSALS[409], 'patient-merged'] },
  })
  async changePatient(
    @PathId('patient') patientId: string,
    @RequiredIfMatch() version: number,
    @Body() { acceptDuplicate, ...patch }: ChangePatientBody,
  ): Promise<PatientView> {
    const change = (details: PatientDetails): PatientDetails => withLists(mergePatch(details, patch));
    return viewOf(await this.change.execute({ patientId, version, change, acceptDuplicate }));
  }

  private async found(search: PatientCriteria & { limit?: number; cursor?: string; count?: boolean }): Promise<Page<FoundPatientAnswer>> {
    const { limit = DEFAULT_LIMIT, cursor, count = false, ...criteria } = search;
    const rows = await this.search.find(criteria, limit, cursorKey(cursor, ORDER));
    const page = pageOf(rows, limit, ({ k1, k2, id }) => [k1, k2, id], answerOf);
    return count ? Object.assign(page, { count: await this.search.count(criteria) }) : page;
  }
}

function answerOf({ id, mrn, name, birthDate, sex, deceasedOn }: FoundPatient): FoundPatientAnswer {
  const answer: FoundPatientAnswer = { id, mrn, name, birthDate, sex };
  if (deceasedOn !== null) answer.deceasedOn = deceasedOn;
  return answer;
}

/** Registration is one index across the organisation for everybody who finds patients at all; others see who they are. */
function isVisible(patientId: string, { permissions, patientId: own }: Caller): boolean {
  return permissions.has('patient:find') || patientId === own;
}

type Lists = 'contacts' | 'identifiers' | 'emergencyContacts';

/** The lists are never absent: null empties them. */
function withLists(details: Omit<PatientDetails, Lists> & Partial<Pick<PatientDetails, Lists>>): PatientDetails {
  const { contacts = [], identifiers = [], emergencyContacts = [] } = details;
  return { ...details, contacts, identifiers, emergencyContacts };
}

function viewOf(patient: Patient): PatientView {
  const { id, mrn, facilityId, registeredAt, version, details } = patient;
  const where = facilityId === undefined ? {} : { facilityId };
  return { id, mrn, ...details, ...where, registeredAt: registeredAt.toString(), version };
}
