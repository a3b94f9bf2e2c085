#pragma once
#include <sys/eventfd.h>
#include <zmq.h>
#include <stdint.h>

/* ETERM is a sum of macros that Swift does not import. */
static const int ZMQ_ETERM = ETERM;
