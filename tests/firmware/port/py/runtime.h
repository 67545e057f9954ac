// SPDX-License-Identifier: MIT
#ifdef NATMOD_PORT_CONFIG
#error "this is the SDK's"
#endif
