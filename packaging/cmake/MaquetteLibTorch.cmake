# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later

# LibTorch from the unpacked wheel (packaging/setup.sh puts it there): maquette::torch, and the two sets of
# precompiled headers. The wheel's own CMake files ask for a whole CUDA toolkit, so they are not used.
set(MAQUETTE_LIBTORCH_VERSION "2.15.0")
if(NOT MAQUETTE_LIBTORCH)
    if(DEFINED ENV{MAQUETTE_LIBTORCH})
        set(default_libtorch "$ENV{MAQUETTE_LIBTORCH}")
    elseif(DEFINED ENV{XDG_CACHE_HOME})
        set(default_libtorch "$ENV{XDG_CACHE_HOME}/maquette/libtorch-${MAQUETTE_LIBTORCH_VERSION}")
    else()
        set(default_libtorch "$ENV{HOME}/.cache/maquette/libtorch-${MAQUETTE_LIBTORCH_VERSION}")
    endif()
endif()
set(MAQUETTE_LIBTORCH "${default_libtorch}" CACHE PATH "Folder that holds the unpacked wheel: torch/ and nvidia/")
if(NOT EXISTS "${MAQUETTE_LIBTORCH}/torch/lib/libtorch_cpu.so")
    message(FATAL_ERROR "LibTorch ${MAQUETTE_LIBTORCH_VERSION} is not in ${MAQUETTE_LIBTORCH}. "
                        "Run packaging/setup.sh, or set MAQUETTE_LIBTORCH to the folder that holds torch/.")
endif()

set(torch_lib "${MAQUETTE_LIBTORCH}/torch/lib")
add_library(maquette_torch INTERFACE)
add_library(maquette::torch ALIAS maquette_torch)
target_include_directories(maquette_torch SYSTEM INTERFACE
    "${MAQUETTE_LIBTORCH}/torch/include" "${MAQUETTE_LIBTORCH}/torch/include/torch/csrc/api/include")
target_compile_definitions(maquette_torch INTERFACE _GLIBCXX_USE_CXX11_ABI=1)
target_compile_options(maquette_torch INTERFACE "$<$<COMPILE_LANGUAGE:CXX>:-Wno-shadow>")
# libtorch.so only names the others; libtorch_cpu.so registers its operators when loaded, so it must not be dropped.
target_link_libraries(maquette_torch INTERFACE
    "-Wl,--push-state,--no-as-needed" "${torch_lib}/libtorch_cpu.so" "${torch_lib}/libc10.so" "-Wl,--pop-state"
    # The wheel's own companions (libgomp, the CUDA runtime) are found through the libraries' run paths.
    "-Wl,-rpath-link,${torch_lib}" "-Wl,--allow-shlib-undefined")
set(CMAKE_BUILD_RPATH "${torch_lib}")
# An installed program looks beside itself first, where a package puts its own copy, and then where it was built.
include(GNUInstallDirs)
set(CMAKE_INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}/maquette" "${torch_lib}")

foreach(set IN ITEMS aten torch)
    add_library(maquette_pch_${set} OBJECT "${CMAKE_SOURCE_DIR}/packaging/cmake/pch_${set}.cpp")
    target_link_libraries(maquette_pch_${set} PRIVATE maquette::torch)
endforeach()
target_precompile_headers(maquette_pch_aten PRIVATE <ATen/ATen.h>)
target_precompile_headers(maquette_pch_torch PRIVATE <torch/torch.h>)
