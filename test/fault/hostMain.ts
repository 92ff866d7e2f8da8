import './shiftClock.ts';
import '../../infra/local/host/main.ts';
