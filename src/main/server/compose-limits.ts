import { LoginThrottle } from '../http/auth/login-throttle.ts';
import { RegistrationThrottle } from '../http/auth/registration-throttle.ts';
import { OpenConnections } from '../http/open-connections.ts';
import { RequestLimits } from '../http/rate-limit/request-limits.ts';
import { VisitorLimits } from '../http/rate-limit/visitor-limits.ts';
import { Traffic } from '../http/traffic.ts';

/** What counts callers, and slows them down. */
export function composeLimits() {
  return {
    connections: new OpenConnections(),
    loginThrottle: new LoginThrottle(),
    registrationThrottle: new RegistrationThrottle(),
    requestLimits: new RequestLimits(),
    traffic: new Traffic(),
    visitorLimits: new VisitorLimits(),
  };
}
