package stn

import "flag"

var thorough = flag.Bool("thorough", false, "run the random tests on all instances (minutes)")
