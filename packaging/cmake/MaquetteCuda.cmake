# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later

# MAQUETTE_HAVE_CUDA: whether the CUDA operators are built. They go into a library of their own that the engine loads
# at start where a driver is; nothing else links CUDA.
set(MAQUETTE_HAVE_CUDA false)
if(NOT MAQUETTE_CUDA STREQUAL "off")
    include(CheckLanguage)
    check_language(CUDA)
    if(CMAKE_CUDA_COMPILER)
        set(CMAKE_CUDA_ARCHITECTURES "80;90" CACHE STRING "")
        enable_language(CUDA)
        find_package(CUDAToolkit REQUIRED)
        set(CMAKE_CUDA_STANDARD 17)
        set(MAQUETTE_HAVE_CUDA true)
    elseif(MAQUETTE_CUDA STREQUAL "on")
        message(FATAL_ERROR "MAQUETTE_CUDA is on, but no nvcc was found. Install the CUDA toolkit or set it to off.")
    endif()
endif()
